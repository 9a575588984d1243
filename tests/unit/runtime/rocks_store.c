/* The product's store in a directory that is removed afterwards. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/runtime/test_store.h"
#include "topology/base/assert.h"

#define DIRECTORIES_MAX 4

static char directories[DIRECTORIES_MAX][64];
static int count;

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *where)
{
    (void)facts;
    (void)kind;
    (void)where;
    return remove(path);
}

void test_store_reset(void)
{
    while (count > 0) {
        nftw(directories[--count], remove_one, 16, FTW_DEPTH | FTW_PHYS);
    }
}

const char *test_store_another(void)
{
    of_assert(count < DIRECTORIES_MAX);
    if (count == 0) {
        atexit(test_store_reset);
    }
    snprintf(directories[count], sizeof directories[count], "/tmp/orderflow-runtime-XXXXXX");
    of_assert(mkdtemp(directories[count]) != NULL);
    return directories[count++];
}

const char *test_store_directory(void)
{
    return count == 0 ? test_store_another() : directories[count - 1];
}
