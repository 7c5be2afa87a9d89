// The solution's recipes on few and small frames, so that whole runs take a second.
#pragma once

namespace lumbar::test {

// For manifest.json of a weights folder.
inline constexpr const char* kTinyManifest = R"({"recipes": [
    {"name": "stage1_s1", "stage": 1, "series": "T1", "frames": 4, "image_size": 64},
    {"name": "stage1_s2", "stage": 1, "series": "T2", "frames": 4, "image_size": 64},
    {"name": "stage2_s1_fo", "stage": 2, "series": "T1", "frames": 6, "image_size": 32,
     "heads": [["left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing"]]},
    {"name": "stage2_s2_sp1", "stage": 2, "series": "T2", "frames": 4, "image_size": 48,
     "heads": [["spinal_canal_stenosis"],
               ["left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing"],
               ["left_subarticular_stenosis", "right_subarticular_stenosis"]]},
    {"name": "stage2_s2_sp2", "stage": 2, "series": "T2", "frames": 3, "image_size": 64,
     "heads": [["spinal_canal_stenosis"],
               ["left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing"],
               ["left_subarticular_stenosis", "right_subarticular_stenosis"]]},
    {"name": "stage2_s2_su", "stage": 2, "series": "T2", "frames": 6, "image_size": 32,
     "heads": [["spinal_canal_stenosis"],
               ["left_neural_foraminal_narrowing", "right_neural_foraminal_narrowing"],
               ["left_subarticular_stenosis", "right_subarticular_stenosis"]]}]})";

}  // namespace lumbar::test
