package io.callrec;

import io.callrec.internal.abi.Layouts;
import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.abi.NativeSystem;
import io.callrec.internal.ffi.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A client of the iPass REST API for one company. All operations are known from the provider's document (SEED).
 *
 * <p>Any number of threads may share one. Building a client sends nothing. Lists of pages are one {@link Reader}: it
 * asks for the next page when it needs it, and {@link ErrorKind#NO_PROGRESS} ends pages that do not move on.
 *
 * <p>Writes give an {@link Outcome}. A write whose answer was lost is not sent again unless that can do no harm; then
 * it is {@link ErrorKind#AMBIGUOUS}, and the {@code reconcile} method of the same name looks what became of it. What
 * the service refuses is {@link ErrorKind#REJECTED}, with {@link CallrecException#providerCode()} and {@link
 * CallrecException#providerMessage()}. Besides, calls throw {@link ErrorKind#AUTH}, {@link ErrorKind#FORBIDDEN},
 * {@link ErrorKind#NOT_FOUND}, {@link ErrorKind#RATE_LIMITED}, {@link ErrorKind#SERVICE} and the kinds of the wire.
 * Interrupting the thread that waits ends the call with {@link ErrorKind#CANCELLED}: a write may have been carried out
 * then. After {@link #close()} every call is an {@link IllegalStateException}.
 */
public final class IpassRest extends IpassRestReads implements AutoCloseable {
    private IpassRest(NativeClient client) {
        super(client);
    }

    /**
     * Begins the configuration of a client.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A client configured by {@code CALLREC_IPASS_REST_URL} (optional), {@code CALLREC_IPASS_REST_KEY} and
     * {@code CALLREC_IPASS_REST_COMPANY}.
     *
     * @return the client, to be closed
     * @throws CallrecException {@link ErrorKind#CONFIG} if it cannot work
     */
    public static IpassRest fromEnvironment() {
        return builder().environment().build();
    }

    /**
     * Creates a user. Never sent twice: where the answer was lost it is {@link ErrorKind#AMBIGUOUS}, and {@link
     * #reconcileCreateUser} looks.
     *
     * @param user the user
     * @return what became of it, with the user as the service answered
     */
    public Outcome createUser(NewUser user) {
        Objects.requireNonNull(user, "user");
        return new Outcome(client.outcome(Symbol.IPASS_REST_CREATE_USER, user.fields));
    }

    /**
     * Changes a user: what is set and nothing else. Reads the user first unless portal login and both notifications
     * are stated.
     *
     * @param update what is to change
     * @return what became of it
     */
    public Outcome updateUser(UserUpdate update) {
        Objects.requireNonNull(update, "update");
        return new Outcome(client.outcome(Symbol.IPASS_REST_UPDATE_USER, update.fields));
    }

    /**
     * Suspends a user.
     *
     * @param username the login with its realm
     * @return what became of it
     */
    public Outcome suspendUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_SUSPEND_USER, required(username, "username")));
    }

    /**
     * Activates a user.
     *
     * @param username the login with its realm
     * @return what became of it
     */
    public Outcome activateUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_ACTIVATE_USER, required(username, "username")));
    }

    /**
     * Deletes a user.
     *
     * @param username the login with its realm
     * @return what became of it; {@link OutcomeState#ALREADY_GONE} where the answer was lost and the second try found
     *     nothing
     */
    public Outcome deleteUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_DELETE_USER, required(username, "username")));
    }

    /**
     * Has the activation e-mail sent again.
     *
     * @param username the login with its realm
     * @return what became of it, without an object
     */
    public Outcome resendActivation(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_RESEND_ACTIVATION, required(username, "username")));
    }

    /**
     * Creates a cost center. Never sent twice: see {@link #reconcileCreateCostCenter}.
     *
     * @param center the cost center
     * @return what became of it, without an object
     */
    public Outcome createCostCenter(NewCostCenter center) {
        Objects.requireNonNull(center, "center");
        return new Outcome(client.outcome(Symbol.IPASS_REST_CREATE_COST_CENTER, center.fields));
    }

    /**
     * Changes a cost center.
     *
     * @param update what it is to become
     * @return what became of it
     */
    public Outcome updateCostCenter(CostCenterUpdate update) {
        Objects.requireNonNull(update, "update");
        return new Outcome(client.outcome(Symbol.IPASS_REST_UPDATE_COST_CENTER, update.fields));
    }

    /**
     * Deletes a cost center.
     *
     * @param id its {@link CostCenter#id()}
     * @return what became of it; {@link OutcomeState#ALREADY_GONE} where the answer was lost and the second try found
     *     nothing
     */
    public Outcome deleteCostCenter(String id) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_DELETE_COST_CENTER, required(id, "id")));
    }

    /**
     * Puts users into a cost center.
     *
     * @param id its {@link CostCenter#id()}
     * @param users their {@link User#endUserId()}
     * @return what became of it
     */
    public Outcome assignCostCenterUsers(String id, List<String> users) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_ASSIGN_COST_CENTER_USERS, required(id, "id"), all(users)));
    }

    /**
     * Takes users out of a cost center.
     *
     * @param id its {@link CostCenter#id()}
     * @param users their {@link User#endUserId()}
     * @return what became of it
     */
    public Outcome unassignCostCenterUsers(String id, List<String> users) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_UNASSIGN_COST_CENTER_USERS, required(id, "id"), all(users)));
    }

    /**
     * Deactivates a device of a user.
     *
     * @param email the address of the user
     * @param deviceUuid its {@link Device#deviceUuid()}
     * @return what became of it
     */
    public Outcome deactivateDevice(String email, String deviceUuid) {
        return new Outcome(
                client.outcome(
                        Symbol.IPASS_REST_DEACTIVATE_DEVICE,
                        required(email, "email"),
                        required(deviceUuid, "deviceUuid")));
    }

    /**
     * Creates a registration code. Never sent twice: see {@link #reconcileCreateRegistrationCode}.
     *
     * @param code the code
     * @return what became of it
     */
    public Outcome createRegistrationCode(NewRegistrationCode code) {
        Objects.requireNonNull(code, "code");
        return new Outcome(client.outcome(Symbol.IPASS_REST_CREATE_REGISTRATION_CODE, code.fields));
    }

    /**
     * Changes a registration code: what is set and nothing else.
     *
     * @param update what is to change
     * @return what became of it
     */
    public Outcome updateRegistrationCode(RegistrationCodeUpdate update) {
        Objects.requireNonNull(update, "update");
        return new Outcome(client.outcome(Symbol.IPASS_REST_UPDATE_REGISTRATION_CODE, update.fields));
    }

    /**
     * Creates a group. Never sent twice: see {@link #reconcileCreateGroup}.
     *
     * @param group the group
     * @return what became of it, without an object
     */
    public Outcome createGroup(NewGroup group) {
        Objects.requireNonNull(group, "group");
        return new Outcome(client.outcome(Symbol.IPASS_REST_CREATE_GROUP, group.fields));
    }

    /**
     * Gives a group another name.
     *
     * @param id its {@link Group#id()}
     * @param newName the name
     * @return what became of it
     */
    public Outcome updateGroup(String id, String newName) {
        return new Outcome(
                client.outcome(Symbol.IPASS_REST_UPDATE_GROUP, required(id, "id"), required(newName, "newName")));
    }

    /**
     * Puts users into a group. Looks the group's name up first.
     *
     * @param id its {@link Group#id()}
     * @param users their login names
     * @return what became of it
     */
    public Outcome assignGroupUsers(String id, List<String> users) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_ASSIGN_GROUP_USERS, required(id, "id"), all(users)));
    }

    /**
     * Takes users out of a group. Looks the group's name up first.
     *
     * @param id its {@link Group#id()}
     * @param users their login names
     * @return what became of it
     */
    public Outcome unassignGroupUsers(String id, List<String> users) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_UNASSIGN_GROUP_USERS, required(id, "id"), all(users)));
    }

    private static List<String> all(List<String> users) {
        List<String> all = new ArrayList<>(Objects.requireNonNull(users, "users"));
        all.forEach(user -> required(user, "users"));
        return all;
    }

    /**
     * Looks whether {@link #createUser}, which was {@link ErrorKind#AMBIGUOUS}, was carried out. Changes nothing.
     *
     * @param user the same request
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileCreateUser(NewUser user) {
        Objects.requireNonNull(user, "user");
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_CREATE_USER, user.fields));
    }

    /**
     * The same for {@link #suspendUser}.
     *
     * @param username the login with its realm
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileSuspendUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_SUSPEND_USER, required(username, "username")));
    }

    /**
     * The same for {@link #activateUser}.
     *
     * @param username the login with its realm
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileActivateUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_ACTIVATE_USER, required(username, "username")));
    }

    /**
     * The same for {@link #deleteUser}; there is no object.
     *
     * @param username the login with its realm
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileDeleteUser(String username) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_DELETE_USER, required(username, "username")));
    }

    /**
     * The same for {@link #createCostCenter}.
     *
     * @param center the same request
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileCreateCostCenter(NewCostCenter center) {
        Objects.requireNonNull(center, "center");
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_CREATE_COST_CENTER, center.fields));
    }

    /**
     * The same for {@link #deleteCostCenter}; there is no object.
     *
     * @param id its {@link CostCenter#id()}
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileDeleteCostCenter(String id) {
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_DELETE_COST_CENTER, required(id, "id")));
    }

    /**
     * The same for {@link #createRegistrationCode}.
     *
     * @param code the same request
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileCreateRegistrationCode(NewRegistrationCode code) {
        Objects.requireNonNull(code, "code");
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_CREATE_REGISTRATION_CODE, code.fields));
    }

    /**
     * The same for {@link #createGroup}.
     *
     * @param group the same request
     * @return {@link OutcomeState#DONE} with the object, {@link OutcomeState#NOT_DONE}, or {@link
     *     OutcomeState#UNCLEAR} with the reason as its message
     */
    public Outcome reconcileCreateGroup(NewGroup group) {
        Objects.requireNonNull(group, "group");
        return new Outcome(client.outcome(Symbol.IPASS_REST_RECONCILE_CREATE_GROUP, group.fields));
    }

    /**
     * A client of the same key and connections for another company, such as a child. It is cancelled with this client,
     * and is for dry runs where this one is.
     *
     * @param company the id of the company
     * @return the client, to be closed by itself
     */
    public IpassRest withCompany(String company) {
        return client.derive(IpassRest::new, Symbol.IPASS_REST_WITH_COMPANY, required(company, "company"));
    }

    /**
     * A client for dry runs of the same key and connections: its writes send nothing and tell what they would have
     * sent, {@link OutcomeState#PLANNED}. Reads, also those that a write makes first, are still made. It is cancelled
     * with this client.
     *
     * @return the client, to be closed by itself
     */
    public IpassRest dryRun() {
        return client.derive(IpassRest::new, Symbol.IPASS_REST_DRY_RUN);
    }

    /**
     * Cancels all that goes on for this client and those made of it, for good, from any thread: calls and readers end
     * with {@link ErrorKind#CANCELLED}, and so does every later call. A write that is cancelled may have been carried
     * out. Does not wait. Meant for the end of a program.
     */
    public void cancel() {
        client.cancel();
    }

    /**
     * Releases the client and forgets its key. Calls that other threads are inside, and readers that it gave, go on. A
     * second call does nothing.
     */
    @Override
    public void close() {
        client.close();
    }

    /** What a client is built from. Not for many threads at once. */
    public static final class Builder extends ConnectionBuilder<Builder> {
        private static final String ENVIRONMENT = "CALLREC_IPASS_REST_";

        private Builder() {
            super(Layouts.IPASS_REST_OPTIONS, "key");
        }

        /**
         * Takes address, key and company from {@code CALLREC_IPASS_REST_URL}, {@code …_KEY} and {@code …_COMPANY},
         * where they are set.
         *
         * @return this
         */
        public Builder environment() {
            environment(ENVIRONMENT + "URL", this::baseUrl);
            environment(ENVIRONMENT + "KEY", key -> key(key.toCharArray()));
            environment(ENVIRONMENT + "COMPANY", this::company);
            return this;
        }

        /**
         * Where the API is, {@code /v1} included; default the provider's own address (SEED).
         *
         * @param url {@code https}, or {@code http} to this machine
         * @return this
         */
        public Builder baseUrl(String url) {
            options.text("base_url", url);
            return this;
        }

        /**
         * The key of the API ({@code x-ipass-key}).
         *
         * @param key the key, not empty; copied. {@link #build()} wipes the copy
         * @return this
         */
        public Builder key(char[] key) {
            options.secret("key", key);
            return this;
        }

        /**
         * The company ({@code x-ipass-company-id}).
         *
         * @param id its id, not empty
         * @return this
         */
        public Builder company(String id) {
            options.text("company", id);
            return this;
        }

        /**
         * The realm that user names must end in: another one is refused before it is sent.
         *
         * @param realm such as {@code roaming.example.com}; default any
         * @return this
         */
        public Builder realm(String realm) {
            options.text("realm", realm);
            return this;
        }

        /**
         * How many items a page of a list has.
         *
         * @param items at least 1; default what the document prints: 20 users, 15 codes and cost center users
         * @return this
         */
        public Builder pageLimit(int items) {
            options.int32("page_limit", atLeastOne("items", items));
            return this;
        }

        /**
         * What the parameters of a page mean.
         *
         * @param reading the reading; default {@link Paging#PAGE_IS_NUMBER}
         * @return this
         */
        public Builder paging(Paging reading) {
            options.int32("paging", Objects.requireNonNull(reading, "reading").code());
            return this;
        }

        /**
         * How the day of a daily report is sent.
         *
         * @param parameter the parameter; default {@link DailyParameter#AUTO}
         * @return this
         */
        public Builder dailyParameter(DailyParameter parameter) {
            options.int32("daily_parameter", Objects.requireNonNull(parameter, "parameter").code());
            return this;
        }

        /**
         * Builds the client. Sends nothing. Wipes this builder's copy of the key: another client needs {@link #key}
         * again.
         *
         * @return the client, to be closed
         * @throws CallrecException {@link ErrorKind#CONFIG} or {@link ErrorKind#INVALID_ARGUMENT} if it cannot work, or
         *     the native library cannot be loaded
         */
        public IpassRest build() {
            return open(NativeSystem.IPASS_REST, IpassRest::new);
        }
    }
}
