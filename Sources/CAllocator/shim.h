// What Swift needs of the C library's allocator: mallopt, which its own module leaves out.
#include <malloc.h>
