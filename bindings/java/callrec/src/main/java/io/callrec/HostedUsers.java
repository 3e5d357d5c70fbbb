package io.callrec;

import io.callrec.internal.abi.NativeClient;
import io.callrec.internal.ffi.Symbol;
import java.util.Objects;

/**
 * The users of companies that the iPass portal hosts (SEED): from {@link IpassPortal#hostedUsers()}, whose login it
 * shares. Closed and cancelled with that portal; any number of threads may use it.
 *
 * <p>Calls throw {@link CallrecException} as those of the portal do. A write that was refused is
 * {@link ErrorKind#REJECTED}, one whose answer was lost {@link ErrorKind#AMBIGUOUS}: {@link #retrieveUser} looks.
 */
public final class HostedUsers {
    private final NativeClient client;

    HostedUsers(NativeClient client) {
        this.client = client;
    }

    /**
     * Retrieves a user.
     *
     * @param company the company's id
     * @param username the login with its realm
     * @return the user as an object
     * @throws CallrecException {@link ErrorKind#NOT_FOUND} if there is none
     */
    public Outcome retrieveUser(String company, String username) {
        return outcome(Symbol.HOSTED_USERS_RETRIEVE_USER, company, username);
    }

    /**
     * Creates a user. Looks first: a user that is there already is {@link ErrorKind#REJECTED}, and nothing is sent.
     *
     * @param company the company's id
     * @param user the user
     * @return what became of it, with the user as the portal answered
     */
    public Outcome createUser(String company, NewUser user) {
        Objects.requireNonNull(user, "user");
        return outcome(Symbol.HOSTED_USERS_CREATE_USER, company, user.fields);
    }

    /**
     * Creates a user or changes the one of that login, without looking first: the portal's own operation.
     *
     * @param company the company's id
     * @param user the user
     * @return what became of it, with the user as the portal answered
     */
    public Outcome createOrUpdateUser(String company, NewUser user) {
        Objects.requireNonNull(user, "user");
        return outcome(Symbol.HOSTED_USERS_CREATE_OR_UPDATE_USER, company, user.fields);
    }

    /**
     * Changes a user. Looks first: a user that is not there is {@link ErrorKind#NOT_FOUND}, and nothing is sent.
     *
     * @param company the company's id
     * @param update what is to change
     * @return what became of it, with the user as the portal answered
     */
    public Outcome updateUser(String company, UserUpdate update) {
        Objects.requireNonNull(update, "update");
        return outcome(Symbol.HOSTED_USERS_UPDATE_USER, company, update.fields);
    }

    /**
     * Suspends a user. Looks first for the e-mail address, which the portal asks for.
     *
     * @param company the company's id
     * @param username the login with its realm
     * @return what became of it, with the user as the portal answered
     */
    public Outcome suspendUser(String company, String username) {
        return outcome(Symbol.HOSTED_USERS_SUSPEND_USER, company, username);
    }

    private Outcome outcome(Symbol operation, String company, Object what) {
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(what, "user");
        return new Outcome(client.outcome(operation, company, what));
    }
}
