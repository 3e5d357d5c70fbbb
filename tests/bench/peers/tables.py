"""Names of the columns of the delimited works, in the order of the file."""

IPASS_CDR = [
    "transaction_id", "billing_code", "user_id", "auth_domain", "description", "gmt_time",
    "local_time", "session_length_s", "billing_rate", "net_billing_amount", "access_type",
    "service_type", "reserved", "data_used",
]
IPASS_CDR_SUMMED = [
    "gmt_time", "local_time", "session_length_s", "billing_rate", "net_billing_amount", "data_used",
]

BILLING_FEED = [
    "id", "billing_group", "origin", "destination", "zone_prefix", "azone_prefix", "status",
    "third_number", "local_date", "local_time", "started_at_local", "length_s", "charge",
    "smart_code", "smart_code_description", "type", "subtype", "recording",
]
BILLING_FEED_SUMMED = ["id", "local_date", "local_time", "started_at_local", "length_s", "charge"]

GETCALLS_SUMMED = ["call_start_local", "duration_s", "quantity", "price_cents"]

PORTAL_TIME = "%d-%b-%Y %H:%M:%S"
