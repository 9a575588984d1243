/* Which store a test of the runtime runs on: lists in memory (memory_store.c, fast) or the
 * product's own (rocks_store.c). Both lose what was not flushed when they are closed as by a crash.
 */
#pragma once

/* A state directory that outlives engines; the same one until asked for another. */
const char *test_store_directory(void);
const char *test_store_another(void);
/* Forgets everything. */
void test_store_reset(void);
