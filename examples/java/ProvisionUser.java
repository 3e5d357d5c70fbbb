import io.callrec.CallrecException;
import io.callrec.ErrorKind;
import io.callrec.IpassRest;
import io.callrec.NewUser;
import io.callrec.Outcome;
import io.callrec.OutcomeState;
import java.util.Objects;

/**
 * Creates a user, once: where the answer is lost, it looks what became of it instead of sending again.
 *
 * <pre>
 * javac -cp callrec.jar ProvisionUser.java
 * java -cp callrec.jar:jna.jar:. ProvisionUser anna@roaming.example.com anna@example.com Anna Berg [--dry-run]
 * </pre>
 *
 * <p>The password is read from the environment, {@code CALLREC_NEW_PASSWORD}, so that it stands in no list of
 * processes; without it the provider's policy decides. Reads {@code CALLREC_IPASS_REST_URL} (optional), {@code …_KEY}
 * and {@code …_COMPANY} as well. Prints the user's id. Exit code 0: the user is there (or, in a dry run, the request
 * was printed). 1: it failed, or standard output could not be written. 3: nobody knows, or it was not done; run it
 * again later.
 */
public final class ProvisionUser {
    private ProvisionUser() {}

    public static void main(String[] args) {
        boolean dryRun = args.length == 5 && args[4].equals("--dry-run");
        if (args.length != 4 && !dryRun) {
            System.err.println("usage: ProvisionUser USERNAME EMAIL FNAME LNAME [--dry-run]");
            System.exit(2);
        }
        String password = System.getenv("CALLREC_NEW_PASSWORD");
        refuseMisread(String.join("", args) + Objects.toString(password, ""));
        int code = 1;
        try (IpassRest live = IpassRest.fromEnvironment();
                IpassRest dry = live.dryRun()) {
            code = tell(create(dryRun ? dry : live, user(args, password)));
        } catch (CallrecException e) {
            System.err.println("ProvisionUser: " + e.getMessage());
        }
        // A full disk, say, is no exception of a PrintStream.
        if (System.out.checkError() && code == 0) {
            System.err.println("ProvisionUser: standard output could not be written: run it again to have it printed");
            code = 1;
        }
        System.exit(code);
    }

    /** Java reads both by the locale: in one that is not UTF-8, a name or password would be another one. */
    private static void refuseMisread(String arguments) {
        String encoding = System.getProperty("sun.jnu.encoding");
        if (!"UTF-8".equalsIgnoreCase(encoding) && !arguments.matches("[ -~&&[^?]]*")) {
            System.err.println("ProvisionUser: Java reads arguments and variables as " + encoding
                    + ": start it with LC_ALL=C.UTF-8");
            System.exit(2);
        }
    }

    private static NewUser user(String[] args, String password) {
        NewUser.Builder user =
                NewUser.builder().username(args[0]).email(args[1]).fname(args[2]).lname(args[3]);
        return (password == null ? user : user.password(password.toCharArray())).build();
    }

    private static Outcome create(IpassRest rest, NewUser user) {
        try {
            return rest.createUser(user);
        } catch (CallrecException e) {
            if (e.kind() != ErrorKind.AMBIGUOUS) {
                throw e;
            }
            // It may have been carried out. Looking changes nothing; sending again could.
            System.err.println("ProvisionUser: " + e.getMessage());
            return rest.reconcileCreateUser(user);
        }
    }

    private static int tell(Outcome outcome) {
        outcome.warnings().forEach(warning -> System.err.println("ProvisionUser: " + warning));
        if (!outcome.wasSent()) {
            System.out.println(outcome.planned().orElse(""));
            return 0;
        }
        if (outcome.state() == OutcomeState.DONE) {
            System.out.println(outcome.field("end_user_id").orElse(""));
            return 0;
        }
        System.err.println("ProvisionUser: " + outcome.message().orElse("it was not done; run it again later"));
        return 3;
    }
}
