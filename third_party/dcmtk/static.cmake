# Structured reports without the icon images that they may have, which would link DCMTK's rendering (2 MB): left_out.cpp
# stands in for it, and in front of it.
add_library(lumbar_dcmtk_left_out STATIC ${CMAKE_CURRENT_LIST_DIR}/left_out.cpp)
target_link_libraries(lumbar_dcmtk_left_out PUBLIC DCMTK::dcmimage DCMTK::dcmimgle)
set_property(TARGET DCMTK::dcmsr APPEND PROPERTY INTERFACE_LINK_LIBRARIES lumbar_dcmtk_left_out)
