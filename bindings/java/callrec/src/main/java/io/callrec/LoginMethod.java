package io.callrec;

/** How the portal is given the credentials. The numbers are the same in every language. */
public enum LoginMethod {
    /** By {@code POST}, as a form: the password is in no URL. The default. Known from a provider page (DOC). */
    POST_FORM(0),
    /**
     * By {@code GET}, with the password in the URL, as the provider's document prints it (SEED). Proxies and servers
     * log URLs: take it only where {@link #POST_FORM} does not work.
     */
    GET(1);

    private final int code;

    LoginMethod(int code) {
        this.code = code;
    }

    /**
     * The method's number.
     *
     * @return the number, the same in every language
     */
    public int code() {
        return code;
    }
}
