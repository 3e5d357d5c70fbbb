package io.callrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** Half of a surrogate pair is no character: it is refused, where Java would have sent a question mark. */
class BrokenTextTest {
    private static final String HALF = "A\ud83d";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = new SimulatorExtension("--rows", "10");

    private static CallrecException refuses(String begin, Executable call) {
        CallrecException error = assertThrows(CallrecException.class, call);
        assertEquals(ErrorKind.INVALID_ARGUMENT, error.kind());
        assertEquals(
                begin + " holds half of a surrogate pair, which is no character; give whole characters",
                error.getMessage());
        assertEquals("give whole characters", error.hint());
        return error;
    }

    private static NewUser.Builder user() {
        return NewUser.builder().username("h@roaming.example.com").email("h@example.com").lname("b");
    }

    @Test
    void nothingIsSent() {
        try (IpassRest rest = SIMULATOR.get().rest()) {
            CallrecException error =
                    refuses("ipass-rest create_user: fname", () -> rest.createUser(user().fname(HALF).build()));
            assertEquals(Optional.of("ipass-rest"), error.provider());
            assertEquals(Optional.of("create_user"), error.operation());
            refuses("ipass-rest create_user: fname", () -> rest.createUser(user().fname("\udc00\ud83d").build()));
            refuses("ipass-rest find_user: argument 1", () -> rest.findUser(HALF));
            refuses(
                    "ipass-rest assign_group_users: a text of argument 2",
                    () -> rest.assignGroupUsers("12", Arrays.asList("a@roaming.example.com", HALF)));
            assertEquals(0, SIMULATOR.get().requests("ipass_rest", "create_user"));
            assertEquals(0, SIMULATOR.get().requests("ipass_rest", "find_user"));
            Outcome created = rest.createUser(user().fname("A\ud83d\ude00").build());
            assertEquals(Optional.of("A\ud83d\ude00"), created.field("fname"), "a whole pair is a character");
        }
        refuses("the text", () -> FeedCursor.parse(HALF));
    }

    @Test
    void aSecretIsNotRepeated() {
        CallrecException error = refuses("ipass-portal: password", () -> IpassPortal.builder()
                .baseUrl(SIMULATOR.get().url())
                .credentials("ann", "c4n4ry\udc00".toCharArray())
                .build());
        assertFalse(error.toString().contains("c4n4ry"), error.toString());
        assertTrue(error.provider().isPresent());
        refuses("ipass-portal: username", () -> SIMULATOR.get().builder().credentials(HALF, new char[] {'p'}).build());
    }
}
