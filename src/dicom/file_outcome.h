// What became of one file among many that are read at once: a value, or what is wrong with it.
#pragma once

#include <exception>
#include <string>
#include <utility>

#include "base/error.h"

namespace lumbar {

template <class Value>
struct FileOutcome {
    Value value{};
    std::string failure;       // what is wrong with the file; its neighbours are read
    std::exception_ptr fault;  // no fault of the file: memory that runs out, a device, a bug

    void rethrow_fault() const {
        if (fault) std::rethrow_exception(fault);
    }
};

// Nothing leaves a parallel loop as an exception.  Only an Error of kind data is the file's fault.
template <class Read>
auto try_to_read(const Read& read) -> FileOutcome<decltype(read())> {
    try {
        return {read(), {}, {}};
    } catch (const Error& e) {
        if (e.code() != ExitCode::data) return {{}, {}, std::current_exception()};
        return {{}, e.what(), {}};
    } catch (...) {
        return {{}, {}, std::current_exception()};
    }
}

}  // namespace lumbar
