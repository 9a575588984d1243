/* Files of checked frames: what the embedded log's partitions and its journal are stored as.
 *
 * A frame begins with its size (a multiple of 8) and the CRC-32 of what follows the CRC. */
#pragma once

#include "topology/base/buffer.h"

#define OF_FILE_VERSION 1u

/* The first frame of every file. */
typedef struct of_file_head {
    uint32_t size;
    uint32_t crc;
    char magic[4];
    uint32_t version;
    int64_t start_offset; /* of a partition, when the file was begun */
    int64_t next_offset;
} of_file_head;

/* Fills in the CRC of a frame whose size stands in it already. */
void of_frame_seal(uint8_t *frame);
of_file_head of_file_head_new(int64_t start_offset, int64_t next_offset);

typedef enum of_frames_verdict {
    OF_FRAMES_WHOLE,
    OF_FRAMES_TORN, /* the end is not a frame, and no frame comes after it: a write that was cut */
    OF_FRAMES_DAMAGED, /* a bad frame with good ones behind it: somebody changed the file */
    OF_FRAMES_FOREIGN, /* not ours, or of another version */
} of_frames_verdict;

/* Checks a whole file; *end is where its good frames end. */
of_frames_verdict of_frames_check(of_bytes file, size_t *end);
/* False when it cannot be read; a file that is not there reads as empty. */
bool of_frames_read(const char *path, of_buffer *content);
bool of_frames_write(int fd, of_bytes content);
