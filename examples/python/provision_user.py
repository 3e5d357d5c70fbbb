"""Creates a user, once: where the answer is lost, it looks what became of it instead of sending again.

    python provision_user.py anna@roaming.example.com anna@example.com Anna Berg [--dry-run]

The password is read from the environment, CALLREC_NEW_PASSWORD, so that it stands in no list of
processes; without it the provider's policy decides. Reads CALLREC_IPASS_REST_URL (optional), _KEY and
_COMPANY as well. Prints the user's id. Exit code 0: the user is there (or, in a dry run, the request
was printed). 3: nobody knows; run it again later.
"""

import os
import sys

import callrec


def main(username: str, email: str, fname: str, lname: str, *, dry_run: bool) -> int:
    user = callrec.NewUser(
        username, email, fname, lname, password=os.environ.get("CALLREC_NEW_PASSWORD")
    )
    with callrec.IpassRest.from_env() as rest:
        if dry_run:
            print(rest.dry_run().create_user(user).planned)
            return 0
        try:
            created = rest.create_user(user).value
        except callrec.AmbiguousError as error:
            print(error, file=sys.stderr)
            found = rest.reconcile_create_user(user)
            if found.state != "done":
                print(found.why or "no trace of it; run this again later", file=sys.stderr)
                return 3
            created = found.value
    print(created.end_user_id if created else username)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5], dry_run="--dry-run" in sys.argv[5:]))
