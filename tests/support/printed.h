// What an action writes to std::cout, which is the terminal again afterwards, also after an exception.
#pragma once

#include <iostream>
#include <sstream>
#include <string>

namespace lumbar::test {

template <class Action>
std::string printed_by(Action action) {
    struct Capture {
        std::ostringstream text{};
        std::streambuf* terminal = std::cout.rdbuf(text.rdbuf());
        Capture() = default;
        Capture(const Capture&) = delete;
        Capture& operator=(const Capture&) = delete;
        ~Capture() { std::cout.rdbuf(terminal); }
    };
    const Capture capture;
    action();
    return capture.text.str();
}

}  // namespace lumbar::test
