/* Whole files and folders; a file appears with its content or not at all. */
#include "topology/base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

bool of_folder_make(const char *path)
{
    char folder[PATH_MAX];
    size_t len = strlen(path);
    if (len == 0 || len >= sizeof folder) {
        return false;
    }
    memcpy(folder, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (folder[i] != '/' && folder[i] != '\0') {
            continue;
        }
        char kept = folder[i];
        folder[i] = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
            return false;
        }
        folder[i] = kept;
    }
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

bool of_file_read(const char *path, size_t max, of_buffer *content)
{
    of_buffer_clear(content);
    content->limit = max;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return false;
    }
    char chunk[8192];
    ssize_t got;
    do {
        got = read(file, chunk, sizeof chunk);
        if (got > 0) {
            of_buffer_put(content, chunk, (size_t)got);
        }
    } while ((got > 0 && !content->full) || (got < 0 && errno == EINTR));
    close(file);
    return got == 0 && !content->full;
}

static bool write_all(int file, of_text content)
{
    size_t done = 0;
    while (done < content.len) {
        ssize_t wrote = write(file, content.data + done, content.len - done);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return fsync(file) == 0;
}

bool of_file_write(const char *path, of_text content, bool exclusive)
{
    static atomic_uint counter;
    char temporary[PATH_MAX];
    int len = snprintf(temporary, sizeof temporary, "%s.%ld-%u.tmp", path, (long)getpid(),
                       atomic_fetch_add(&counter, 1));
    if (len < 0 || (size_t)len >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return false;
    }
    int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
        return false;
    }
    bool good = write_all(file, content);
    good = close(file) == 0 && good;
    if (good) {
        good = exclusive ? link(temporary, path) == 0 : rename(temporary, path) == 0;
    }
    if (!good || exclusive) {
        int kept = errno;
        unlink(temporary);
        errno = kept;
    }
    return good;
}
