// libFuzzer as a library (compiler-rt, `libclang_rt.fuzzer_no_main`): runs with these arguments and calls `check` for each
// input that it makes.

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*check)(const uint8_t *bytes, size_t count));
