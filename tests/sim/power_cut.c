/* Records changes, forgets what was synced, and deals out the rest. */
#include "tests/sim/power_inside.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "topology/base/assert.h"
#include "topology/base/buffer.h"
#include "topology/base/file.h"
#include "topology/base/memory.h"

#define FILE_MAX ((size_t)64 << 20)

struct power power = {.lock = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP};

/* ---- names ---- */

/* The name below the folder; NULL when the path is not in it, or one of RocksDB's texts for people,
 * which nobody reads back. */
static bool is_log(const char *name)
{
    return strncmp(name, "LOG", 3) == 0;
}

const char *power_name(const char *path)
{
    size_t len = strlen(power.folder);
    if (len == 0 || strncmp(path, power.folder, len) != 0 || (path[len] != '/' && path[len] != 0)) {
        return NULL;
    }
    const char *name = path + len + strspn(path + len, "/");
    return is_log(name) ? NULL : name;
}

static void set_entry(entries *all, const char *name, inode *file)
{
    size_t at = 0;
    while (at < all->count && strcmp(all->items[at].name, name) != 0) {
        at++;
    }
    if (at < all->count) {
        all->items[at].file = file;
        return;
    }
    if (all->count == all->capacity) {
        all->capacity = all->capacity * 2 + 64;
        all->items = of_renew(all->items, all->capacity * sizeof *all->items);
    }
    all->items[all->count++] = (entry){.name = of_new_string(name, strlen(name)), .file = file};
}

/* NULL: none of the name, or removed. */
inode *power_find(const entries *all, const char *name)
{
    for (size_t i = 0; i < all->count; i++) {
        if (strcmp(all->items[i].name, name) == 0) {
            return all->items[i].file;
        }
    }
    return NULL;
}

static void clear_entries(entries *all)
{
    for (size_t i = 0; i < all->count; i++) {
        of_delete(all->items[i].name);
    }
    of_delete(all->items);
    *all = (entries){0};
}

inode *power_new_inode(void)
{
    if (power.inode_count == power.inode_capacity) {
        power.inode_capacity = power.inode_capacity * 2 + 64;
        power.inodes = of_renew(power.inodes, power.inode_capacity * sizeof(inode *));
    }
    return power.inodes[power.inode_count++] = of_new(sizeof(inode));
}

/* ---- changes ---- */

static change *add(change_kind kind)
{
    if (power.count == power.capacity) {
        power.capacity = power.capacity * 2 + 64;
        power.changes = of_renew(power.changes, power.capacity * sizeof *power.changes);
    }
    power.changes[power.count] = (change){.kind = kind};
    return &power.changes[power.count++];
}

static void free_change(change *each)
{
    of_delete(each->name);
    of_buffer_free(&each->bytes);
}

void power_add_data(inode *file, int64_t offset, const void *data, size_t len)
{
    change *added = add(DATA);
    added->file = file;
    added->offset = offset;
    of_buffer_put(&added->bytes, data, len);
}

void power_add_size(inode *file, int64_t size)
{
    change *added = add(SIZE);
    added->file = file;
    added->offset = size;
}

void power_add_name(const char *name, inode *file)
{
    change *added = add(file == NULL ? UNLINK : LINK);
    added->name = of_new_string(name, strlen(name));
    added->file = file;
    set_entry(&power.live, name, file);
}

static void grow(of_buffer *content, size_t len)
{
    static const uint8_t zeros[4096];
    while (content->len < len) {
        size_t missing = len - content->len;
        of_buffer_put(content, zeros, missing < sizeof zeros ? missing : sizeof zeros);
    }
}

static void apply_data(of_buffer *content, int64_t offset, const uint8_t *data, size_t len)
{
    if (len > 0) {
        grow(content, (size_t)offset + len);
        memcpy(content->data + offset, data, len);
    }
}

static void apply_size(of_buffer *content, int64_t size)
{
    grow(content, (size_t)size);
    content->len = (size_t)size;
}

static void apply_whole(const change *each, of_buffer *content)
{
    if (each->kind == DATA) {
        apply_data(content, each->offset, each->bytes.data, each->bytes.len);
    } else {
        apply_size(content, each->offset);
    }
}

/* Is the name one of the folder itself, not of a folder in it? */
static bool is_in(const char *name, const char *folder)
{
    size_t len = strlen(folder);
    return strncmp(name, folder, len) == 0 && strchr(name + len + (len > 0), '/') == NULL;
}

/* Makes what concerns the file, or the names of the folder, certain. */
void power_commit(const inode *file, const char *folder)
{
    size_t left = 0;
    for (size_t i = 0; i < power.count; i++) {
        change *each = &power.changes[i];
        bool content = each->kind == DATA || each->kind == SIZE;
        if (content && file != NULL && each->file == file) {
            apply_whole(each, &each->file->synced);
            free_change(each);
        } else if (!content && folder != NULL && is_in(each->name, folder)) {
            set_entry(&power.synced, each->name, each->file);
            free_change(each);
        } else {
            power.changes[left++] = *each;
        }
    }
    power.count = left;
}

/* ---- the cut ---- */

typedef enum way { ALL, NOTHING, PREFIX, ANY } way;

typedef struct dealer {
    uint64_t chance;
    way what;
    size_t prefix;
} dealer;

static uint64_t draw(dealer *self, uint64_t below)
{
    self->chance ^= self->chance << 13;
    self->chance ^= self->chance >> 7;
    self->chance ^= self->chance << 17;
    return (self->chance >> 11) % below;
}

/* Eight ways to lose power: everything unsynced is there (a process died, not the machine), nothing
 * is, all up to some moment, or anything. */
static dealer make_dealer(uint64_t seed)
{
    static const way ways[8] = {ALL, NOTHING, PREFIX, PREFIX, ANY, ANY, ANY, ANY};
    dealer self = {.chance = seed * 0x9e3779b97f4a7c15u + 0x2545f4914f6cdd1du};
    self.what = ways[draw(&self, 8)];
    self.prefix = draw(&self, power.count + 1);
    return self;
}

typedef enum fate { KEPT, TORN, LOST } fate;

static fate draw_fate(dealer *self, size_t index)
{
    switch (self->what) {
    case ALL:
        return KEPT;
    case NOTHING:
        return LOST;
    case PREFIX:
        return index < self->prefix ? KEPT : index == self->prefix ? TORN : LOST;
    case ANY:
        break;
    }
    uint64_t drawn = draw(self, 8);
    return drawn < 3 ? KEPT : drawn < 5 ? TORN : LOST;
}

/* One stretch of a torn write arrived, mostly its beginning. */
static void apply_torn(dealer *self, const change *each)
{
    size_t from = 0;
    size_t to = draw(self, each->bytes.len + 1);
    if (self->what == ANY && draw(self, 4) == 0) {
        from = draw(self, to + 1);
    }
    apply_data(&each->file->now, each->offset + (int64_t)from, each->bytes.data + from, to - from);
}

static void deal(dealer *self, entries *names, power_loss *loss)
{
    for (size_t i = 0; i < power.count; i++) {
        const change *each = &power.changes[i];
        fate drawn = draw_fate(self, i);
        if (drawn == TORN && each->kind != DATA) {
            drawn = LOST;
        }
        loss->kept += drawn == KEPT;
        loss->torn += drawn == TORN;
        loss->lost += drawn == LOST;
        if (drawn == LOST) {
            continue;
        }
        if (each->kind == LINK || each->kind == UNLINK) {
            set_entry(names, each->name, each->file);
        } else if (drawn == TORN) {
            apply_torn(self, each);
        } else {
            apply_whole(each, &each->file->now);
        }
    }
}

static void write_out(const char *to, const entry *each)
{
    char path[PATH_SIZE * 2];
    snprintf(path, sizeof path, "%s/%s", to, each->name);
    *strrchr(path, '/') = '\0';
    bool made = of_folder_make(path);
    of_assert(made);
    path[strlen(path)] = '/';
    FILE *out = fopen(path, "wb");
    of_assert(out != NULL);
    const of_buffer *content = &each->file->now;
    of_assert(content->len == 0 || fwrite(content->data, content->len, 1, out) == 1);
    fclose(out);
}

power_loss power_remains(const char *to, uint64_t seed)
{
    power_loss loss = {0};
    pthread_mutex_lock(&power.lock);
    of_assert(power.is_cut);
    dealer dealing = make_dealer(seed);
    entries names = {0};
    for (size_t i = 0; i < power.synced.count; i++) {
        set_entry(&names, power.synced.items[i].name, power.synced.items[i].file);
    }
    for (size_t i = 0; i < power.inode_count; i++) {
        of_buffer_clear(&power.inodes[i]->now);
        of_buffer_put(&power.inodes[i]->now, power.inodes[i]->synced.data,
                      power.inodes[i]->synced.len);
    }
    deal(&dealing, &names, &loss);
    for (size_t i = 0; i < names.count; i++) {
        if (names.items[i].file != NULL) {
            write_out(to, &names.items[i]);
        }
    }
    clear_entries(&names);
    pthread_mutex_unlock(&power.lock);
    return loss;
}

/* ---- beginning and end ---- */

static void forget(void)
{
    for (size_t i = 0; i < power.count; i++) {
        free_change(&power.changes[i]);
    }
    for (size_t i = 0; i < power.inode_count; i++) {
        of_buffer_free(&power.inodes[i]->synced);
        of_buffer_free(&power.inodes[i]->now);
        of_delete(power.inodes[i]);
    }
    for (size_t i = 0; i < FDS_MAX; i++) {
        power.files[i] = NULL;
        of_delete(power.folders[i]);
        power.folders[i] = NULL;
    }
    clear_entries(&power.live);
    clear_entries(&power.synced);
    power.count = 0;
    power.inode_count = 0;
    power.folder[0] = '\0';
    power.gate = NULL;
    power.is_cut = false;
}

void power_forget(void)
{
    pthread_mutex_lock(&power.lock);
    forget();
    pthread_mutex_unlock(&power.lock);
}

static void take_present(const char *folder)
{
    DIR *listed = opendir(folder);
    for (struct dirent *each = listed == NULL ? NULL : readdir(listed); each != NULL;
         each = readdir(listed)) {
        char path[PATH_SIZE * 2];
        snprintf(path, sizeof path, "%s/%s", folder, each->d_name);
        if (each->d_name[0] == '.' || is_log(each->d_name)) {
            continue;
        }
        inode *file = power_new_inode();
        bool read = of_file_read(path, FILE_MAX, &file->synced);
        of_assert(read);
        set_entry(&power.live, each->d_name, file);
        set_entry(&power.synced, each->d_name, file);
    }
    if (listed != NULL) {
        closedir(listed);
    }
}

void power_watch(const char *folder, power_gate gate, void *state)
{
    pthread_mutex_lock(&power.lock);
    forget();
    of_assert(strlen(folder) < sizeof power.folder);
    take_present(folder); /* reading is not recorded yet */
    snprintf(power.folder, sizeof power.folder, "%s", folder);
    power.gate = gate;
    power.state = state;
    pthread_mutex_unlock(&power.lock);
}

void power_cut(void)
{
    pthread_mutex_lock(&power.lock);
    power.is_cut = true;
    pthread_mutex_unlock(&power.lock);
}

static bool reads_as_recorded(const entry *each)
{
    char path[PATH_SIZE * 2];
    of_buffer content = {0};
    snprintf(path, sizeof path, "%s/%s", power.folder, each->name);
    bool there = of_file_read(path, FILE_MAX, &content);
    of_buffer_clear(&each->file->now);
    of_buffer_put(&each->file->now, each->file->synced.data, each->file->synced.len);
    for (size_t i = 0; i < power.count; i++) {
        const change *one = &power.changes[i];
        if (one->file == each->file && (one->kind == DATA || one->kind == SIZE)) {
            apply_whole(one, &each->file->now);
        }
    }
    bool same = there && content.len == each->file->now.len &&
                (content.len == 0 || memcmp(content.data, each->file->now.data, content.len) == 0);
    of_buffer_free(&content);
    return same;
}

bool power_is_complete(char *name, size_t name_size)
{
    bool same = true;
    pthread_mutex_lock(&power.lock);
    for (size_t i = 0; i < power.live.count && same; i++) {
        const entry *each = &power.live.items[i];
        same = each->file == NULL || reads_as_recorded(each);
        snprintf(name, name_size, "%s", same ? "" : each->name);
    }
    pthread_mutex_unlock(&power.lock);
    return same;
}
