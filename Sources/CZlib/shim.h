// What Swift needs of zlib: inflate.
#include <zlib.h>
