/* A disk that loses power: what RocksDB writes below one folder is recorded on its way to the file
 * system, and after the cut the folder is written anew as a disk might hold it then.
 *
 * What was synced is there. Of the rest, any part may be: a write lost, torn at any byte, or there
 * without an earlier one; a file without its name, or under its old one, until the folder is
 * synced. The file system below is not asked to sync, so a run costs no disk time.
 *
 * A shared library that stands before the C library in the order of symbols: write, pwrite, rename,
 * fsync, fdatasync and their kin are its own. One folder at a time; any thread may write. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Asked before each write, pwrite, rename, fsync and fdatasync; false cuts the power in the midst
 * of the call. Called with the library's lock held: it must not write to the folder. */
typedef bool (*power_gate)(void *state, const char *call);

/* Files that are there now count as synced. NULL for `gate`: none. */
void power_watch(const char *folder, power_gate gate, void *state);
/* From here on every change answers EIO and reaches nothing. */
void power_cut(void);
/* No folder is watched any more. */
void power_forget(void);

typedef struct power_loss {
    int kept; /* changes that were not synced: there, torn, not there */
    int torn;
    int lost;
} power_loss;

/* What the disk holds, into the folder `to`; `seed` chooses among what may be. */
power_loss power_remains(const char *to, uint64_t seed);
/* Does every file of the folder read as what was recorded says? Before a cut; false with the name
 * of one that differs in `name`: then something wrote past this library. */
bool power_is_complete(char *name, size_t name_size);
