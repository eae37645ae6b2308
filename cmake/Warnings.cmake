# One set of warnings for every target, all of them errors.
add_library(meterdesk_warnings INTERFACE)
target_compile_options(meterdesk_warnings INTERFACE
  -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
target_compile_definitions(meterdesk_warnings INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(METERDESK_SANITIZE)
  add_compile_options(-fsanitize=${METERDESK_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${METERDESK_SANITIZE})
  # GCC loses sight of std::optional's flag between the instrumented reads; its other builds keep the warning.
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(meterdesk_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(METERDESK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
