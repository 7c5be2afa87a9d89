// Readies DCMTK for this process: codecs registered, console logging off, a dictionary there.
#pragma once

namespace lumbar {

// Cheap after the first call; safe from any thread.
void prepare_dcmtk();

}  // namespace lumbar
