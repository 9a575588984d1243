/* orderflow version. */
#include <stdio.h>

#include "topology/command/command.h"

int of_command_version(int argc, char **argv)
{
    (void)argv;
    if (argc > 1) {
        fputs("usage: orderflow version\n", stdout);
        return OF_EXIT_OK;
    }
    puts("orderflow " OF_VERSION);
    return OF_EXIT_OK;
}
