// The order of a stack's frames, the patient's left first, and what proves it.
#pragma once

#include <string>
#include <vector>

#include "dicom/stack_selection.h"

namespace lumbar {

// By falling position along the stack's normal.  A frame without a position is put where the instance numbers
// of all others prove it to be, else left out.  Only if positions order nothing: by instance number, by file
// name, and a warning says that left and right are not proved.  Each kind of thing that is guessed or left
// out is one warning.
Selection order_slices(const Selection& slices, const std::string& where);

}  // namespace lumbar
