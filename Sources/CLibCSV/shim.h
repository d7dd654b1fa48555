// What Swift needs of libcsv 3: all of it is one header.
#include <csv.h>
