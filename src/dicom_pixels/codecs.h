// Readies DCMTK for this process: codecs registered, console logging off, a dictionary there.
#pragma once

#include <string>

namespace lumbar {

// Cheap after the first call; safe from any thread.
void prepare_dcmtk();

// The first fault that DCMTK's JPEG decoders found in this thread since it was forgotten: where a stream is
// damaged they go on with made-up pixels and only say so.
const std::string& decoder_warning();
void forget_decoder_warning();

}  // namespace lumbar
