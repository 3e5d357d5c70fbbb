package io.callrec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Records in the text form that all languages share, made from the accessors of the API. */
final class TextForm {
    private final ObjectNode object = JsonNodeFactory.instance.objectNode();

    private TextForm() {}

    static ObjectNode of(ReportRecord record) {
        TextForm form = new TextForm();
        if (record instanceof IpassCdr) {
            form.cdr((IpassCdr) record);
        } else if (record instanceof NetworkUser) {
            form.user((NetworkUser) record);
        } else {
            form.company((Company) record);
        }
        form.object.put("_line", record.line());
        form.object.put("_offset", record.offset());
        form.text("_repair", record.repair());
        if (record.extra().isEmpty()) {
            form.object.putNull("_extra");
        } else {
            ObjectNode extra = form.object.putObject("_extra");
            record.extra().forEach(extra::put);
        }
        return form.object;
    }

    private void cdr(IpassCdr cdr) {
        object.put("transaction_id", cdr.transactionId());
        text("billing_code", cdr.billingCode());
        text("user_id", cdr.userId());
        text("auth_domain", cdr.authDomain());
        text("description", cdr.description());
        text("gmt_time", cdr.gmtTime().map(Object::toString));
        text("local_time", cdr.localTime().map(DateTimeFormatter.ISO_LOCAL_DATE_TIME::format));
        object.put("session_length_s", cdr.sessionLength().map(length -> length.getSeconds()).orElse(null));
        decimal("billing_rate", cdr.billingRate());
        decimal("net_billing_amount", cdr.netBillingAmount());
        text("access_type", cdr.accessType());
        text("service_type", cdr.serviceType());
        text("reserved", cdr.reserved());
        decimal("data_used", cdr.dataUsed());
    }

    private void user(NetworkUser user) {
        object.put("user_name", user.userName());
        text("user_domain", user.userDomain());
        object.put("network_user", user.networkUser().orElse(null));
        object.put("om_user", user.omUser().orElse(null));
        object.put("ipc_user", user.ipcUser().orElse(null));
    }

    private void company(Company company) {
        object.put("id", company.id());
        text("name", company.name());
        object.put("is_active", company.isActive().orElse(null));
    }

    private void text(String name, Optional<String> value) {
        object.put(name, value.orElse(null));
    }

    private void decimal(String name, Optional<BigDecimal> value) {
        object.put(name, value.map(BigDecimal::toPlainString).orElse(null));
    }
}
