// DCMTK's data dictionary is a file (/usr/share/libdcmtk*/dicom.dic) that a machine with our packed
// executable need not have; without it implicit-VR files have no types.
#pragma once

namespace lumbar {

// If DCMTK found no dictionary, the attributes that this room reads and writes are entered one by one.
void ensure_dictionary();

}  // namespace lumbar
