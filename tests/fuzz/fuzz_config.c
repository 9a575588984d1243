/* Fuzzer: any text as a configuration file. Nothing may crash, hang or leak; what is accepted holds
 * what every command relies on. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "topology/base/assert.h"
#include "topology/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *state, const char *file, int line, const char *message)
{
    int *problems = state;
    of_assert(file != NULL && line >= 0 && message[0] != '\0');
    (*problems)++;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int problems = 0;
    int file = memfd_create("config", MFD_CLOEXEC);
    of_assert(file >= 0 && write(file, data, size) == (ssize_t)size);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    of_config *config = of_config_load(path, count, &problems);
    of_assert((config == NULL) == (problems > 0)); /* refused means: said why */
    if (config != NULL) {
        of_assert(config->app[0] != '\0' && config->partitions > 0 && config->workers > 0);
        of_assert(config->state_dir != NULL && config->memory_bytes > 0);
        of_assert((config->kafka_count > 0) != (config->embedded_dir != NULL));
        of_assert((config->registry_url != NULL) != (config->registry_dir != NULL));
        of_config_free(config);
    }
    close(file);
    return 0;
}
