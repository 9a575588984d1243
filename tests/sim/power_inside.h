/* What the two halves of the power cut share: power_cut.c keeps the record, power_calls.c stands in
 * for the calls. All of it with the lock held. */
#pragma once

#include <pthread.h>

#include "tests/sim/power_cut.h"
#include "topology/base/buffer.h"

#define FDS_MAX   4096
#define PATH_SIZE 512

typedef struct inode {
    of_buffer synced; /* what is on the disk for certain */
    of_buffer now;    /* scratch of power_remains */
} inode;

typedef struct entry {
    char *name; /* below the folder */
    inode *file;
} entry;

typedef struct entries {
    entry *items;
    size_t count, capacity;
} entries;

typedef enum change_kind { DATA, SIZE, LINK, UNLINK } change_kind;

typedef struct change {
    change_kind kind;
    inode *file;    /* but for UNLINK */
    char *name;     /* LINK, UNLINK */
    int64_t offset; /* DATA: where; SIZE: how long */
    of_buffer bytes;
} change;

struct power {
    pthread_mutex_t lock; /* recursive: it reads and writes files itself */
    char folder[PATH_SIZE];
    power_gate gate;
    void *state;
    bool is_cut;
    entries live;   /* as the process sees the folder */
    entries synced; /* as the disk does */
    change *changes;
    size_t count, capacity;
    inode **inodes;
    size_t inode_count, inode_capacity;
    inode *files[FDS_MAX];  /* by file descriptor */
    char *folders[FDS_MAX]; /* of those of a folder: its name below ours, "" for ours */
};

extern struct power power;

/* The name below the folder; NULL when the path is not in it, or one of RocksDB's texts for people,
 * which nobody reads back. */
const char *power_name(const char *path);
/* NULL: none of the name, or removed. */
inode *power_find(const entries *all, const char *name);
inode *power_new_inode(void);
void power_add_data(inode *file, int64_t offset, const void *data, size_t len);
void power_add_size(inode *file, int64_t size);
/* NULL for `file`: the name goes away. */
void power_add_name(const char *name, inode *file);
/* What concerns the file, or the names of the folder, is certain from now on. */
void power_commit(const inode *file, const char *folder);
