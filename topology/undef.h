/* Ends one expansion of the topology page. No include guard: it is included after each of them. */
#undef FACT
#undef INNER
#undef EDGE
#undef STATE
#undef LOG
#undef COMMAND
#undef STORE
#undef NODE
#undef FOLD
#undef JUDGE
