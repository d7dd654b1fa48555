// What Swift cannot say: that memory is going to be looked at or written soon. Hints, which ask nothing of the address.

static inline __attribute__((always_inline)) void serialstock_prefetch_for_reading(const void *address) {
    __builtin_prefetch(address, 0, 3);
}

static inline __attribute__((always_inline)) void serialstock_prefetch_for_writing(const void *address) {
    __builtin_prefetch(address, 1, 3);
}
