/* One expansion of the topology page. The includer defines the rows that it wants; the others
 * expand to nothing, and none is defined afterwards. No include guard: it is included for each
 * expansion. */
#ifndef FACT
#define FACT(id, kafka, record, keyed)
#endif
#ifndef INNER
#define INNER(id, kafka, record, keyed)
#endif
#ifndef EDGE
#define EDGE(id, record, keyed)
#endif
#ifndef STATE
#define STATE(id, kafka, record, keyed)
#endif
#ifndef LOG
#define LOG(id, kafka, record, keyed)
#endif
#ifndef COMMAND
#define COMMAND(id, kafka, record, participant)
#endif
#ifndef STORE
#define STORE(id, number, record, key)
#endif
#ifndef NODE
#define NODE(id, reads, writes, keeps)
#endif
#ifndef JUDGE
#define JUDGE(id, node, results)
#endif
#ifndef FOLD
#define FOLD(id, number, reads, keeps, published, per)
#endif

#include "topology/topology.def"

#undef FACT
#undef INNER
#undef EDGE
#undef STATE
#undef LOG
#undef COMMAND
#undef STORE
#undef NODE
#undef JUDGE
#undef FOLD
