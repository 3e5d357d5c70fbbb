/* The smallest program that shows that header and library were found and fit each other. */
#include <callrec.h>
#include <stdio.h>

int main(void)
{
    if (callrec_abi_version() != CALLREC_ABI_VERSION) {
        fprintf(stderr, "the library is of ABI %d, the header of %d\n", (int)callrec_abi_version(),
                (int)CALLREC_ABI_VERSION);
        return 1;
    }
    puts("found");
    return 0;
}
