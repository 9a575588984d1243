/* The page's checks and its print. */
#include <criterion/criterion.h>

#include "tests/unit/runtime/small_graph.h"

static const char *problems_of(of_graph graph)
{
    static of_buffer problems;
    of_buffer_clear(&problems);
    bool good = of_graph_check(&graph, &problems);
    of_buffer_put_u8(&problems, 0);
    cr_assert_eq(good, problems.len == 1);
    return (const char *)problems.data;
}

Test(graph, the_small_topology_has_no_problems)
{
    cr_assert_str_eq(problems_of(small_graph), "");
}

Test(graph, a_row_that_reads_without_a_slot_is_named)
{
    of_graph_node nodes[2] = {small_graph.nodes[0], small_graph.nodes[1]};
    nodes[1].reads |= (of_topic_set)1 << SMALL_ITEM;
    nodes[0].reads = 0;
    of_graph graph = small_graph;
    graph.nodes = nodes;
    const char *problems = problems_of(graph);
    cr_assert(strstr(problems, "node watch: its row reads item, but its slot is empty"));
    cr_assert(strstr(problems, "node count: fills the slot amount"));
    cr_assert(strstr(problems, "topic amount: nobody reads it"));
}

Test(graph, two_writers_and_one_number_twice_are_named)
{
    of_graph_node nodes[2] = {small_graph.nodes[0], small_graph.nodes[1]};
    of_graph_store stores[2] = {small_graph.stores[0], small_graph.stores[1]};
    nodes[1].writes |= (of_topic_set)1 << SMALL_ITEM;
    stores[1].number = 1;
    of_graph graph = small_graph;
    graph.nodes = nodes;
    graph.stores = stores;
    const char *problems = problems_of(graph);
    cr_assert(strstr(problems, "topic item: 2 writers instead of one"));
    cr_assert(strstr(problems, "stores item and channel: the same number 1"));
}

Test(graph, prints_as_text_and_as_a_drawing)
{
    of_buffer out = {0};
    of_graph_print(&small_graph, false, &out);
    of_buffer_put_u8(&out, 0);
    cr_assert(strstr((const char *)out.data, "small.amount         item       ChannelCount\n"));
    cr_assert(strstr((const char *)out.data, "How much per channel?"));
    of_buffer_clear(&out);
    of_graph_print(&small_graph, true, &out);
    of_buffer_put_u8(&out, 0);
    cr_assert(strstr((const char *)out.data, "    t0 --> n0\n"));
    cr_assert(strstr((const char *)out.data, "    f0 --> t6\n"));
    of_buffer_free(&out);
}
