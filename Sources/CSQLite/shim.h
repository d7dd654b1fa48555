// What Swift needs of SQLite beyond what GRDB brings: functions that take any number of arguments cannot be called from there.
#include <sqlite3.h>

/// Whether the library counts the memory that it takes; before its first use alone.
static inline int serialstock_count_memory(int counts) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, counts);
}
