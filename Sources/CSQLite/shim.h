#include <sqlite3.h>

/// A connection that is closed after this writes nothing more: no checkpoint, no sync.
/// `sqlite3_db_config` is variadic and cannot be called from Swift.
static inline int skein_close_without_checkpoint(sqlite3 *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}
