/* Reading, writing and judging files of checked frames. */
#include "topology/kafka/embedded_frames.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

_Static_assert(sizeof(of_file_head) == 32, "the head is stored as it is");

static uint32_t crc_of(const uint8_t *frame, uint32_t size)
{
    return (uint32_t)crc32_z(0, frame + 8, size - 8);
}

void of_frame_seal(uint8_t *frame)
{
    uint32_t size;
    memcpy(&size, frame, sizeof size);
    uint32_t crc = crc_of(frame, size);
    memcpy(frame + sizeof size, &crc, sizeof crc);
}

of_file_head of_file_head_new(int64_t start_offset, int64_t next_offset)
{
    of_file_head head = {.size = sizeof head,
                         .magic = {'O', 'F', 'L', 'G'},
                         .version = OF_FILE_VERSION,
                         .start_offset = start_offset,
                         .next_offset = next_offset};
    of_frame_seal((uint8_t *)&head);
    return head;
}

/* The size of a good frame at this place, or 0. */
static size_t frame_at(of_bytes file, size_t at)
{
    uint32_t words[2];
    if (file.len - at < sizeof words) {
        return 0;
    }
    memcpy(words, file.data + at, sizeof words);
    bool plausible = words[0] >= 16 && words[0] % 8 == 0 && words[0] <= file.len - at;
    return plausible && crc_of(file.data + at, words[0]) == words[1] ? words[0] : 0;
}

static bool has_frame_behind(of_bytes file, size_t at)
{
    for (at += 8; at < file.len; at += 8) {
        if (frame_at(file, at) > 0) {
            return true;
        }
    }
    return false;
}

static of_frames_verdict check_head(of_bytes file)
{
    of_file_head head;
    memcpy(&head, file.data, sizeof head);
    bool is_ours = memcmp(head.magic, "OFLG", sizeof head.magic) == 0 &&
                   head.version == OF_FILE_VERSION && head.size == sizeof head;
    return is_ours ? OF_FRAMES_WHOLE : OF_FRAMES_FOREIGN;
}

of_frames_verdict of_frames_check(of_bytes file, size_t *end)
{
    *end = 0;
    if (file.len >= sizeof(of_file_head) && check_head(file) == OF_FRAMES_FOREIGN) {
        return OF_FRAMES_FOREIGN;
    }
    size_t size = 0;
    while (*end < file.len && (size = frame_at(file, *end)) > 0) {
        *end += size;
    }
    if (*end == file.len) {
        return OF_FRAMES_WHOLE;
    }
    return has_frame_behind(file, *end) ? OF_FRAMES_DAMAGED : OF_FRAMES_TORN;
}

static bool read_all(int fd, of_buffer *content)
{
    for (;;) {
        uint8_t *room = of_buffer_reserve(content, (size_t)1 << 20);
        if (room == NULL) {
            return false;
        }
        ssize_t got = read(fd, room, (size_t)1 << 20);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return got == 0;
        }
        content->len += (size_t)got;
    }
}

bool of_frames_read(const char *path, of_buffer *content)
{
    of_buffer_clear(content);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT;
    }
    bool is_read = read_all(fd, content);
    close(fd);
    return is_read;
}

bool of_frames_write(int fd, of_bytes content)
{
    while (content.len > 0) {
        ssize_t put = write(fd, content.data, content.len);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        content.data += put;
        content.len -= (size_t)put;
    }
    return true;
}
