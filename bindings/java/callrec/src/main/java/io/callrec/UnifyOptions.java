package io.callrec;

import io.callrec.internal.abi.Fields;
import io.callrec.internal.abi.Layouts;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Objects;

/**
 * What the caller knows that no report says: see {@link Reader#unify}. Whatever is not set stays empty in the records:
 * nothing is guessed. Not for many threads at once.
 */
public final class UnifyOptions {
    /** What is set, by the names of the header. */
    final Fields fields = new Fields(Layouts.UNIFY_OPTIONS);

    /** Nothing is known. */
    public UnifyOptions() {}

    /**
     * The company, login or profile that was asked for.
     *
     * @param account becomes {@link UnifiedRecord#account()}
     * @return this
     */
    public UnifyOptions account(String account) {
        fields.text("account", account);
        return this;
    }

    /**
     * The currency of the amounts.
     *
     * @param currency becomes {@link UnifiedRecord#currency()}; for getcalls, whose prices are in euro cents, only EUR
     * @return this
     */
    public UnifyOptions currency(Currency currency) {
        fields.text("currency", Objects.requireNonNull(currency, "currency").getCurrencyCode());
        return this;
    }

    /**
     * What a quantity counts.
     *
     * @param unit becomes {@link UnifiedRecord#unit()}
     * @return this
     */
    public UnifyOptions unit(String unit) {
        fields.text("unit", unit);
        return this;
    }

    /**
     * The zone in which the local times of a billing feed or of getcalls were printed.
     *
     * @param zone a zone of the IANA database, such as {@code Pacific/Auckland}, or {@link java.time.ZoneOffset#UTC}; another
     *     offset has no name there and is refused by {@link Reader#unify}; default none: no instants are made of local
     *     times
     * @return this
     */
    public UnifyOptions zone(ZoneId zone) {
        String name = Objects.requireNonNull(zone, "zone").getId();
        fields.text("zone", zone.equals(ZoneOffset.UTC) ? "UTC" : name);
        return this;
    }

    /**
     * What becomes of a local time that the clock showed twice or never.
     *
     * @param policy default {@link DstPolicy#REJECT}
     * @return this
     */
    public UnifyOptions dst(DstPolicy policy) {
        fields.int32("dst", Objects.requireNonNull(policy, "policy").code());
        return this;
    }

    /**
     * What a price of getcalls is the price of.
     *
     * @param policy default {@link PricePolicy#PER_QUANTITY}
     * @return this
     */
    public UnifyOptions pricePolicy(PricePolicy policy) {
        fields.int32("price_policy", Objects.requireNonNull(policy, "policy").code());
        return this;
    }

    /**
     * Makes the first doubt an error, {@link ErrorKind#STRICT}. The records before it come first, and a feed's cursor
     * stays before the one with the doubt.
     *
     * @param strict default false
     * @return this
     */
    public UnifyOptions strict(boolean strict) {
        fields.int32("strict", strict ? 1 : 0);
        return this;
    }
}
