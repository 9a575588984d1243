/* The calls by which RocksDB changes files, under their own names: before the C library in the
 * order of symbols, so that all of the process comes through here. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/sim/power_inside.h"
#include "topology/base/assert.h"
#include "topology/base/memory.h"

static bool is_watched(int fd)
{
    return fd >= 0 && fd < FDS_MAX && (power.files[fd] != NULL || power.folders[fd] != NULL);
}

static void lose(int fd)
{
    if (is_watched(fd)) {
        power.files[fd] = NULL;
        of_delete(power.folders[fd]);
        power.folders[fd] = NULL;
    }
}

static int refuse(void)
{
    errno = EIO;
    return -1;
}

/* False when the power is gone, or goes away with this call. */
static bool pass(const char *call)
{
    if (!power.is_cut && power.gate != NULL && !power.gate(power.state, call)) {
        power.is_cut = true;
    }
    return !power.is_cut;
}

/* ---- opening and closing ---- */

static void note_open(int fd, const char *name, int flags)
{
    struct stat facts;
    of_assert(fd < FDS_MAX);
    lose(fd);
    if (fstat(fd, &facts) != 0) {
        return;
    }
    if (S_ISDIR(facts.st_mode)) {
        power.folders[fd] = of_new_string(name, strlen(name));
        return;
    }
    inode *file = power_find(&power.live, name);
    if (file == NULL && (flags & O_CREAT) != 0) {
        file = power_new_inode();
        power_add_name(name, file);
    } else if (file != NULL && (flags & O_TRUNC) != 0) {
        power_add_size(file, 0);
    }
    power.files[fd] = file;
}

static int open_any(int at, const char *path, int flags, mode_t mode)
{
    pthread_mutex_lock(&power.lock);
    const char *name = power_name(path);
    bool writes = (flags & (O_CREAT | O_TRUNC)) != 0;
    int fd = name != NULL && writes && power.is_cut
                 ? refuse()
                 : (int)syscall(SYS_openat, at, path, flags, mode);
    if (fd >= 0 && fd < FDS_MAX && name == NULL) {
        lose(fd);
    } else if (fd >= 0 && !power.is_cut) {
        note_open(fd, name, flags);
    }
    pthread_mutex_unlock(&power.lock);
    return fd;
}

static mode_t mode_of(int flags, va_list rest)
{
    return (flags & (O_CREAT | __O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

#define DEFINE_OPEN(name)                                                                          \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = mode_of(flags, rest);                                                        \
        va_end(rest);                                                                              \
        return open_any(AT_FDCWD, path, flags, mode);                                              \
    }

#define DEFINE_OPENAT(name)                                                                        \
    int name(int at, const char *path, int flags, ...)                                             \
    {                                                                                              \
        va_list rest;                                                                              \
        va_start(rest, flags);                                                                     \
        mode_t mode = mode_of(flags, rest);                                                        \
        va_end(rest);                                                                              \
        return open_any(at, path, flags, mode);                                                    \
    }

DEFINE_OPEN(open)
DEFINE_OPEN(open64)
DEFINE_OPENAT(openat)
DEFINE_OPENAT(openat64)

int close(int fd)
{
    pthread_mutex_lock(&power.lock);
    lose(fd);
    pthread_mutex_unlock(&power.lock);
    return (int)syscall(SYS_close, fd);
}

/* ---- content ---- */

/* `offset` < 0: where the file stands. The write in whose midst the power goes is on record: part
 * of it may be on the disk. */
static ssize_t write_any(int fd, const void *data, size_t len, int64_t offset)
{
    ssize_t written = -1;
    pthread_mutex_lock(&power.lock);
    bool watched = is_watched(fd);
    if (!watched || !power.is_cut) {
        int64_t at = offset < 0 && watched ? syscall(SYS_lseek, fd, 0, SEEK_CUR) : offset;
        bool passed = !watched || pass(offset < 0 ? "write" : "pwrite");
        if (watched) {
            power_add_data(power.files[fd], at, data, len);
        }
        if (!passed) {
            refuse();
        } else {
            written = offset < 0 ? syscall(SYS_write, fd, data, len)
                                 : syscall(SYS_pwrite64, fd, data, len, offset);
            of_assert(!watched || written == (ssize_t)len);
        }
    } else {
        refuse();
    }
    pthread_mutex_unlock(&power.lock);
    return written;
}

ssize_t write(int fd, const void *data, size_t len)
{
    if (!is_watched(fd)) { /* logs and pipes of others must not wait for the lock */
        return syscall(SYS_write, fd, data, len);
    }
    return write_any(fd, data, len, -1);
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t offset)
{
    return write_any(fd, data, len, offset);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t offset)
{
    return write_any(fd, data, len, offset);
}

static int truncate_any(int fd, int64_t size)
{
    pthread_mutex_lock(&power.lock);
    bool watched = is_watched(fd);
    bool refused = watched && power.is_cut;
    if (watched && !refused) {
        power_add_size(power.files[fd], size);
    }
    int code = refused ? refuse() : (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_unlock(&power.lock);
    return code;
}

int ftruncate(int fd, off_t size)
{
    return truncate_any(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
    return truncate_any(fd, size);
}

/* ---- names ---- */

/* Cut in the midst: the new name may be there, the old one may be gone. */
static int rename_any(const char *from, const char *to, bool keeps_old, const char *call)
{
    pthread_mutex_lock(&power.lock);
    const char *old_name = power_name(from);
    const char *new_name = power_name(to);
    inode *file = old_name == NULL ? NULL : power_find(&power.live, old_name);
    bool watched = new_name != NULL && file != NULL;
    bool refused = new_name != NULL && power.is_cut;
    if (watched && !refused) {
        refused = !pass(call);
        power_add_name(new_name, file);
        if (!keeps_old) {
            power_add_name(old_name, NULL);
        }
    }
    long number = keeps_old ? SYS_link : SYS_rename;
    int code = refused ? refuse() : (int)syscall(number, from, to);
    pthread_mutex_unlock(&power.lock);
    return code;
}

int rename(const char *from, const char *to)
{
    return rename_any(from, to, false, "rename");
}

int link(const char *from, const char *to)
{
    return rename_any(from, to, true, "link");
}

int unlink(const char *path)
{
    pthread_mutex_lock(&power.lock);
    const char *name = power_name(path);
    bool refused = name != NULL && power.is_cut;
    if (name != NULL && !refused && power_find(&power.live, name) != NULL) {
        power_add_name(name, NULL);
    }
    int code = refused ? refuse() : (int)syscall(SYS_unlink, path);
    pthread_mutex_unlock(&power.lock);
    return code;
}

/* ---- syncing ---- */

static int sync_any(int fd, const char *call, long number)
{
    int code = 0;
    pthread_mutex_lock(&power.lock);
    if (!is_watched(fd)) {
        code = (int)syscall(number, fd);
    } else if (pass(call)) {
        power_commit(power.files[fd], power.folders[fd]);
    } else {
        code = refuse();
    }
    pthread_mutex_unlock(&power.lock);
    return code;
}

int fsync(int fd)
{
    return sync_any(fd, "fsync", SYS_fsync);
}

int fdatasync(int fd)
{
    return sync_any(fd, "fdatasync", SYS_fdatasync);
}
