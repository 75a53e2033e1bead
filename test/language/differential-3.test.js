import { testRandomPrograms } from "./random-programs.js";

testRandomPrograms(2);
