#include "app/program.h"

int main(int argc, char** argv) {
    return meterdesk::runProgram(argc, argv);
}
