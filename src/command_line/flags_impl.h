// Holds the Boost.Program_options description behind Flags; private to this folder.
#pragma once

#include <set>
#include <string>

#include <boost/program_options.hpp>

#include "command_line/flags.h"

namespace lumbar {

namespace po = boost::program_options;

inline constexpr const char* kPathName = "PATH";  // marks the flags that name files

struct Flags::Impl {
    po::options_description description{"Flags"};
    po::positional_options_description positional{};
    std::set<std::string> written{};  // the flags that name outputs

    void add(const char* name, const po::value_semantic* value, const std::string& help) {
        description.add_options()(name, value, help.c_str());
    }
};

}  // namespace lumbar
