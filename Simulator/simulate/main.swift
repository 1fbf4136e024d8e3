import InboxSimulation
import SharedTodo
import SimulationCommands

// `skein-sim` without its server and benchmark: a release build of it takes half as long.
SimulationCommands.main { [InboxProgram(), SharedTodo()] }
