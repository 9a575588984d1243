/* Versions: one allocation each. */
#include "topology/runtime/row_version.h"

#include "topology/base/memory.h"

/* Header and rounding of the allocator. */
#define VERSION_OVERHEAD 16

static of_version *version_new(size_t bytes, bool is_object)
{
    of_version *version = of_renew(NULL, sizeof *version + bytes); /* the maker fills it */
    version->encoding = NULL;
    version->bytes = bytes;
    version->is_object = is_object;
    return version;
}

of_version *of_version_new(size_t bytes)
{
    return version_new(bytes, true);
}

of_version *of_version_of(of_bytes encoding)
{
    if (encoding.data == NULL) {
        return NULL;
    }
    of_version *version = version_new(encoding.len, false);
    memcpy(version->data, encoding.data, encoding.len);
    return version;
}

void of_version_free(of_version *version)
{
    if (version != NULL) {
        of_delete(version->encoding);
        of_delete(version);
    }
}

const of_version *of_version_encoded(const of_version *version)
{
    return version == NULL || !version->is_object ? version : version->encoding;
}

of_bytes of_version_encoding(const of_version *version)
{
    const of_version *encoding = of_version_encoded(version);
    return encoding == NULL ? (of_bytes){0}
                            : (of_bytes){.data = encoding->data, .len = encoding->bytes};
}

size_t of_version_block_cost(const of_version *version)
{
    return version == NULL ? 0 : sizeof *version + version->bytes + VERSION_OVERHEAD;
}

size_t of_version_cost(const of_version *version)
{
    return version == NULL
               ? 0
               : of_version_block_cost(version) + of_version_block_cost(version->encoding);
}
