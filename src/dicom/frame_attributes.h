// What each frame of a file says of itself: in its own functional groups, else in the shared ones, else in
// the data set.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dicom/slice.h"
#include "dicom_file/data_set.h"

namespace lumbar {

struct Rescale {
    std::optional<double> slope, intercept;
};

struct Timing {
    std::optional<double> repetition_ms, inversion_ms;
};

class FrameAttributes {
  public:
    // `frames`: how many the file has.  `data` must outlive this.
    FrameAttributes(const DataSet& data, int frames, std::string file_name);

    SliceInfo info(int frame) const;
    Rescale rescale(int frame) const;
    Timing timing(int frame) const;

  private:
    // The data sets that may hold an attribute of that macro, nearest first.
    std::vector<const DataSet*> places_of(Tag macro, int frame) const;

    const DataSet& data_;
    int frames_;
    std::string file_name_;
    std::vector<std::vector<std::pair<Tag, DataSet>>> per_frame_;
    std::vector<std::pair<Tag, DataSet>> shared_;
};

}  // namespace lumbar
