// Stores that are wrong in one way each, for the tests of the checker.
#pragma once

#include "sim/faulty_store.hpp"

#include <memory>

namespace clerk::sim {

// Everything passes through; what is broken overrides it.
class PlainStore : public FaultyStore {
public:
    explicit PlainStore(app::Store& inner) : FaultyStore(inner, none_), inner_(inner) {}

protected:
    app::Store& inner() { return inner_; }

private:
    Faults none_;
    app::Store& inner_;
};

}  // namespace clerk::sim
