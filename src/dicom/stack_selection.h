// Which frames of a folder make one stack: localizers, other planes, screenshots and copies do not belong to
// it.
#pragma once

#include <string>
#include <vector>

#include "dicom/slice.h"

namespace lumbar {

// Frames by where they lie in memory.
using Selection = std::vector<const SliceInfo*>;

// "5.dcm, 7.dcm and 3 more", frames of multi-frame files with their numbers.
std::string names_of(const Selection& slices);

// Removes those for which `leaves` is true; one warning names them and gives the reason.
template <class Leaves>
void leave_out(Selection& slices, const std::string& where, const std::string& reason, const Leaves& leaves);
void warn_left_out(const Selection& gone, const std::string& where, const std::string& reason);

// Keeps what is of the commonest plane, kind of picture and series; each kind of thing that is left out is
// one warning.  Never leaves nothing.
Selection select_stack(Selection slices, const std::string& where);

template <class Leaves>
void leave_out(Selection& slices, const std::string& where, const std::string& reason, const Leaves& leaves) {
    Selection kept, gone;
    for (const SliceInfo* slice : slices) (leaves(*slice) ? gone : kept).push_back(slice);
    if (gone.empty() || kept.empty()) return;
    warn_left_out(gone, where, reason);
    slices = std::move(kept);
}

}  // namespace lumbar
