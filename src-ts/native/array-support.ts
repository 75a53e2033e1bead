/**
 * What machine code needs to handle arrays, as LLVM IR: functions that every unit with arrays contains, and
 * what LLVM may know about the memory of arrays.
 *
 * An array is a pointer to a header of four words: where the items are, how many there are, how many there is
 * room for, and whether it may have a second owner. Items lie side by side; those of an array of arrays are
 * pointers to headers. Memory comes from the bridge's heap, which frees what is no longer in use.
 */

/** The words of a header. */
export const HEADER = { data: 0, length: 1, capacity: 2, shared: 3 } as const;
export type HeaderWord = keyof typeof HEADER;
export const HEADER_BYTES = 32;

/** Functions of the host that the functions below call. */
const HEAP = `declare noalias nonnull align 16 i8* @heap_allocate(i64, i32) #110
declare noalias nonnull align 16 i8* @heap_allocate_plain(i64, i32) #110
`;

/** `plain` memory holds no pointers. The site is where an error is when memory has run out. */
const FUNCTIONS = `
define internal i8* @ruff.memory(i64 %bytes, i1 %plain, i32 %site) #111 {
  br i1 %plain, label %items, label %pointers
items:
  %a = notail call i8* @heap_allocate_plain(i64 %bytes, i32 %site)
  ret i8* %a
pointers:
  %b = notail call i8* @heap_allocate(i64 %bytes, i32 %site)
  ret i8* %b
}

define internal noalias nonnull align 8 dereferenceable(32) %array* @ruff.array.new(i64 %length, i64 %size, i1 %plain, i32 %site) #111 {
  %memory = notail call i8* @heap_allocate(i64 ${HEADER_BYTES}, i32 %site)
  %header = bitcast i8* %memory to %array*
  %bytes = mul i64 %length, %size
  %items = call i8* @ruff.memory(i64 %bytes, i1 %plain, i32 %site)
  %data.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.data}
  store i8* %items, i8** %data.ptr
  %length.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.length}
  store i64 %length, i64* %length.ptr
  %capacity.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.capacity}
  store i64 %length, i64* %capacity.ptr
  %shared.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.shared}
  store i64 0, i64* %shared.ptr
  ret %array* %header
}

; A copy with one owner. It has as much room as the original, since whoever copies is about to write.
define internal noalias nonnull align 8 dereferenceable(32) %array* @ruff.array.copy(%array* %from, i64 %size, i1 %plain, i32 %site) #112 {
  %data.ptr = getelementptr inbounds %array, %array* %from, i64 0, i32 ${HEADER.data}
  %items = load i8*, i8** %data.ptr
  %length.ptr = getelementptr inbounds %array, %array* %from, i64 0, i32 ${HEADER.length}
  %length = load i64, i64* %length.ptr
  %capacity.ptr = getelementptr inbounds %array, %array* %from, i64 0, i32 ${HEADER.capacity}
  %capacity = load i64, i64* %capacity.ptr
  %copy = call %array* @ruff.array.new(i64 %capacity, i64 %size, i1 %plain, i32 %site)
  %length.ptr.copy = getelementptr inbounds %array, %array* %copy, i64 0, i32 ${HEADER.length}
  store i64 %length, i64* %length.ptr.copy
  %data.ptr.copy = getelementptr inbounds %array, %array* %copy, i64 0, i32 ${HEADER.data}
  %to = load i8*, i8** %data.ptr.copy
  %bytes = mul i64 %length, %size
  call void @llvm.memcpy.p0i8.p0i8.i64(i8* %to, i8* %items, i64 %bytes, i1 false)
  br i1 %plain, label %done, label %share
share:
  ; The items, which are arrays, now have a second owner each.
  %i = phi i64 [ 0, %0 ], [ %next, %one ]
  %more = icmp slt i64 %i, %length
  br i1 %more, label %one, label %done
one:
  %rows = bitcast i8* %items to %array**
  %row.ptr = getelementptr inbounds %array*, %array** %rows, i64 %i
  %row = load %array*, %array** %row.ptr
  %shared.ptr = getelementptr inbounds %array, %array* %row, i64 0, i32 ${HEADER.shared}
  store i64 1, i64* %shared.ptr
  %next = add nsw i64 %i, 1
  br label %share
done:
  ret %array* %copy
}

; The items from one position up to another, where negative ones count from the end, and none is out of bounds.
define internal noalias nonnull align 8 dereferenceable(32) %array* @ruff.array.slice(%array* %from, i64 %first, i64 %stop, i64 %size, i1 %plain, i32 %site) #111 {
  %length.ptr = getelementptr inbounds %array, %array* %from, i64 0, i32 ${HEADER.length}
  %length = load i64, i64* %length.ptr
  %begin = call i64 @ruff.position(i64 %first, i64 %length)
  %end = call i64 @ruff.position(i64 %stop, i64 %length)
  %ordered = icmp slt i64 %begin, %end
  %between = sub i64 %end, %begin
  %count = select i1 %ordered, i64 %between, i64 0
  %slice = call %array* @ruff.array.new(i64 %count, i64 %size, i1 %plain, i32 %site)
  %data.ptr = getelementptr inbounds %array, %array* %from, i64 0, i32 ${HEADER.data}
  %items = load i8*, i8** %data.ptr
  %offset = mul i64 %begin, %size
  %source = getelementptr inbounds i8, i8* %items, i64 %offset
  %data.ptr.slice = getelementptr inbounds %array, %array* %slice, i64 0, i32 ${HEADER.data}
  %to = load i8*, i8** %data.ptr.slice
  %bytes = mul i64 %count, %size
  call void @llvm.memcpy.p0i8.p0i8.i64(i8* %to, i8* %source, i64 %bytes, i1 false)
  ret %array* %slice
}

define internal i64 @ruff.position(i64 %index, i64 %length) #111 {
  %negative = icmp slt i64 %index, 0
  %back = add i64 %index, %length
  %counted = select i1 %negative, i64 %back, i64 %index
  %before = icmp slt i64 %counted, 0
  %low = select i1 %before, i64 0, i64 %counted
  %beyond = icmp sgt i64 %low, %length
  %place = select i1 %beyond, i64 %length, i64 %low
  ret i64 %place
}

; Makes room for more items.
define internal void @ruff.array.grow(%array* %header, i64 %size, i1 %plain, i32 %site) #112 {
  %data.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.data}
  %items = load i8*, i8** %data.ptr
  %length.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.length}
  %length = load i64, i64* %length.ptr
  %double = mul i64 %length, 2
  %small = icmp slt i64 %length, 8
  %room = select i1 %small, i64 8, i64 %double
  %new.bytes = mul i64 %room, %size
  %to = call i8* @ruff.memory(i64 %new.bytes, i1 %plain, i32 %site)
  %bytes = mul i64 %length, %size
  call void @llvm.memcpy.p0i8.p0i8.i64(i8* %to, i8* %items, i64 %bytes, i1 false)
  store i8* %to, i8** %data.ptr
  %capacity.ptr = getelementptr inbounds %array, %array* %header, i64 0, i32 ${HEADER.capacity}
  store i64 %room, i64* %capacity.ptr
  ret void
}

declare void @llvm.memcpy.p0i8.p0i8.i64(i8*, i8*, i64, i1)

attributes #110 = { nounwind }
attributes #111 = { convergent nounwind uwtable }
attributes #112 = { convergent cold noinline nounwind uwtable }
`;

/** Whether the name is that of a function of this file. */
export function isSupport(name: string): boolean {
  return name.startsWith("ruff.");
}

/** Adds the functions to a module's text that uses them. */
export function addArraySupport(text: string): string {
  if (!text.includes("@ruff.")) return text;
  const own = text.split("\n").filter((line) => !/^declare .*@(ruff\.|llvm\.memcpy)/.test(line));
  const header = text.includes("\n%array = type") ? "" : "%array = type { i8*, i64, i64, i64 }\n";
  return `${own.join("\n")}\n${header}${HEAP}${FUNCTIONS}`;
}

/**
 * The kinds of memory that do not overlap: a write to one leaves the others as they are, so that LLVM can keep an
 * array's address and length in registers while items are written. Pointers say by their names what they point to.
 */
const MEMORY = [
  "data",
  "length",
  "capacity",
  "shared",
  "item.int",
  "item.float",
  "item.bool",
  "item.array",
  "item.char",
  "frame",
];

const ROOT = 900_000;
const LENGTHS = ROOT - 1;
const NOTHING = ROOT - 2;
const SIZE = ROOT - 3;
const ALIGNMENT = ROOT - 4;
const WEIGHTS = ROOT - 5;

/** What is known of every pointer to a header. */
export const HEADER_FACTS = `nonnull align 8 dereferenceable(${HEADER_BYTES})`;

/** A slot of the frame, as a word or as another type. */
const FRAME_SLOT =
  /(?:bitcast \(i64\* )?getelementptr inbounds \(\[\d+ x i64\], \[\d+ x i64\]\* @frame, i64 0, i64 \d+\)(?: to [^)]*\))?/;

const ACCESS = new RegExp(
  `^(\\s+(?:%\\S+ = load|store) .*\\* (?:%(data|length|capacity|shared|item\\.\\w+)\\.ptr[\\d.a-z]*|${FRAME_SLOT.source})(?:, align \\d+)?)(, !dbg !\\d+)?$`,
);

/** The way that leaves a loop's fast path: LLVM makes the checks on it cheap, or does without them. */
const UNLIKELY = /^(\s+br i1 \S+, label %inside\d*, label %outside\d*)(, !dbg !\d+)?$/;

/**
 * Tells LLVM for each access what kind of memory it is to, that lengths are not negative, that pointers to headers
 * are good, and that indexes are hardly ever out of bounds.
 */
export function describeAccess(line: string): string {
  const match = ACCESS.exec(line);
  if (!match) return line.replace(UNLIKELY, `$1, !prof !${WEIGHTS}$2`);
  const [, access, kind = "frame", position] = match as unknown as [string, string, string?, string?];
  const isLength = line.includes("= load") && (kind === "length" || kind === "capacity");
  const tag = ROOT + 100 + MEMORY.indexOf(kind);
  const isRow = line.includes("= load %array*");
  const facts = [
    `!tbaa !${tag}`,
    ...(isLength ? [`!range !${LENGTHS}`] : []),
    ...(isRow ? [`!nonnull !${NOTHING}, !dereferenceable !${SIZE}, !align !${ALIGNMENT}`] : []),
  ];
  return `${access}, ${facts.join(", ")}${position ?? ""}`;
}

/** The metadata that the accesses refer to. */
export function memoryMetadata(): string {
  const lines = MEMORY.flatMap((kind, i) => [
    `!${ROOT + 1 + i} = !{!"${kind}", !${ROOT}, i64 0}`,
    `!${ROOT + 100 + i} = !{!${ROOT + 1 + i}, !${ROOT + 1 + i}, i64 0}`,
  ]);
  const others = [
    `!${ROOT} = !{!"ruff"}`,
    `!${LENGTHS} = !{i64 0, i64 ${2n ** 60n}}`,
    `!${NOTHING} = !{}`,
    `!${SIZE} = !{i64 ${HEADER_BYTES}}`,
    `!${ALIGNMENT} = !{i64 8}`,
    `!${WEIGHTS} = !{!"branch_weights", i32 1000000, i32 1}`,
  ];
  return [...others, ...lines, ""].join("\n");
}
