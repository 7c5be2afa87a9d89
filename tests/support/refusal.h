// What an action refuses to do, as text.
#pragma once

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "base/error.h"

namespace lumbar::test {

// The message of the Error that `action` throws, which must be of this code; empty if it throws none.
template <class Action>
std::string refusal_of(const Action& action, ExitCode code) {
    try {
        action();
    } catch (const Error& e) {
        BOOST_TEST((e.code() == code));
        return e.what();
    }
    return "";
}

inline bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

}  // namespace lumbar::test
