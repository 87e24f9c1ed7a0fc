// The SQL of each migration, one file a number. Add the next here and in schema.cpp's table.
#pragma once

namespace clerk::store {

extern const char* const migration_0001;
extern const char* const migration_0002;

}  // namespace clerk::store
