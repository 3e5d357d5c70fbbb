//! Records of users and their devices.

use pyo3::prelude::*;

use super::Record;
use super::class::record_class;

record_class! {
    /// A user of the iPass service (report ``users``): a row of a list, or what a write or search
    /// answered.
    ///
    /// Each operation answers with other fields; what it does not hold is None. ``repr`` shows
    /// ``***`` for the three secrets.
    UserRecord, [
        /// str : Login with the roaming realm; unique within the account. Never null. SEED.
        0 username,
        /// str or None : Unique in the whole service. SEED.
        1 email,
        /// str or None : First name. SEED.
        2 fname,
        /// str or None : Last name. SEED.
        3 lname,
        /// bool or None : 1 is active; it may contradict `end_user_status`, which is what to trust.
        /// SEED.
        4 is_active,
        /// str or None : ``Active``, ``Suspended`` (SEED), ``Deactivated`` (DOC); after a deletion
        /// ``Deleted``, callrec's own word.
        5 end_user_status,
        /// str or None : The provider's own id. SEED.
        6 thor_user_id,
        /// str or None : The provider's own id, by which cost centers are assigned. SEED.
        7 end_user_id,
        /// str or None : The provider's own id. SEED.
        8 proxy_user_id,
        /// str or None : ``HostedAuth``. SEED.
        9 auth_type,
        /// str or None : Id of the company. SEED.
        10 company,
        /// str or None : Department or cost center, free text. SEED.
        11 department_code,
        /// str or None : Two letters of ISO 3166-1. SEED.
        12 home_country,
        /// str or None : As in ``en-US``. SEED.
        13 locale,
        /// bool or None : Whether the user may sign in to the portal. SEED.
        14 enable_portal_login,
        /// bool or None : Whether an e-mail is sent at the activation. SEED.
        15 notify_activate,
        /// bool or None : Whether an e-mail is sent at a suspension. SEED.
        16 notify_suspend,
        /// int or None : Number of devices. SEED.
        17 num_devices,
        /// int or None : Number of activated devices. SEED.
        18 num_active_devices,
        /// datetime.date or None : Day of the creation; a text of another form is in `_extra`.
        /// SEED, its form DOC.
        19 start_date,
        /// str or None : **Secret.** An answer should not hold it. SEED.
        20 password,
        /// str or None : **Secret.** The activation token. SEED.
        21 aca_token,
        /// str or None : **Secret.** Holds token and password; callrec never follows it. SEED.
        22 self_service_activation_url,
    ]
}

record_class! {
    /// A user of a cost center (report ``simple_users``).
    SimpleUserRecord, [
        /// str : The provider's id of the user. Never null. SEED.
        0 end_user_id,
        /// str or None : First name. SEED.
        1 first_name,
        /// str or None : Last name. SEED.
        2 last_name,
        /// str or None : Login with the realm. SEED.
        3 user_name,
    ]
}

record_class! {
    /// A device of a user (report ``devices``).
    DeviceRecord, [
        /// str : Opaque, made at the installation. Never null. SEED.
        0 device_uuid,
        /// datetime.datetime or None : When it was activated, UTC. SEED.
        1 enabled_on,
        /// str or None : As in ``LGE``. SEED.
        2 manufacturer,
        /// str or None : As in ``Nexus 5``. SEED.
        3 model_id,
        /// str or None : As in ``Android``. SEED.
        4 platform,
        /// str or None : ``registered``, ``suspended`` or ``unregistered``. SEED.
        5 status,
    ]
}
