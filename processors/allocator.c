/* Who gets stock that is free, and how much. */
#include "processors/allocator.h"

#include <inttypes.h>

int64_t of_stock_unreflected(const of_stock_use *use)
{
    int64_t missing = use->held_by_lines - use->held_in_wms;
    return missing > 0 ? missing : 0;
}

int64_t of_stock_free(const of_stock_use *use)
{
    return use->unrestricted - use->safety_stock - use->offers - use->accepted -
           of_stock_unreflected(use);
}

int64_t of_offer_qty(int64_t free, int64_t need, bool ship_complete)
{
    if (free <= 0 || need <= 0 || (ship_complete && free < need)) {
        return 0;
    }
    return free < need ? free : need;
}

/* Two's complement as a number that sorts from negative to positive. */
static uint64_t sortable(OptionalLong at)
{
    return at.present ? (uint64_t)at.value ^ (UINT64_C(1) << 63) : UINT64_MAX;
}

of_text of_demand_rank(of_arena *arena, const LineDemand *demand)
{
    AllocClass class =
        demand->alloc_class == ALLOC_CLASS_UNKNOWN ? ALLOC_CLASS_REDISTRIBUTE : demand->alloc_class;
    return of_arena_format(arena, "%d%08" PRIx32 "%016" PRIx64 "%016" PRIx64 "%.*s |%.*s",
                           (int)class, (uint32_t)demand->priority ^ (UINT32_C(1) << 31),
                           sortable(demand->requested_date), sortable(demand->booked_at),
                           OF_TEXT_ARG(demand->order), OF_TEXT_ARG(demand->line));
}
