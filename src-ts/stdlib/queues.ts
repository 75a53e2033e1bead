/** Queues and stacks. Every change gives a new one. */

import { Queue, Stack } from "../runtime/collections.js";
import { RuffArray, type Value } from "../runtime/value.js";
import { maker, rowsOf, sizeRow } from "./collection-row.js";
import type { BuiltinSpec } from "./spec.js";

const isQueue = (value: Value): value is Queue => value instanceof Queue;
const isStack = (value: Value): value is Stack => value instanceof Stack;
const ofQueue = rowsOf("Queue", isQueue);
const ofStack = rowsOf("Stack", isStack);

export const QUEUES: Record<string, BuiltinSpec> = {
  Queue: maker("Queue", "A queue of the array's items (none), the front first.", (items) => Queue.of(items)),
  queue_enqueue: ofQueue(
    "queue_enqueue",
    "+value",
    "queue",
    "The queue with the value at its back.",
    (queue, value) => queue.with(value),
  ),
  queue_dequeue: ofQueue(
    "queue_dequeue",
    "",
    "array",
    "`[queue without its front, the front]`; null if it is empty.",
    (queue) => new RuffArray([queue.rest(), queue.front]),
  ),
  queue_peek: ofQueue(
    "queue_peek",
    "",
    "any",
    "The front; null if the queue is empty.",
    (queue) => queue.front,
  ),
  queue_size: sizeRow("Queue", isQueue),
  queue_is_empty: ofQueue(
    "queue_is_empty",
    "",
    "bool",
    "Whether the queue is empty.",
    (queue) => queue.size === 0,
  ),
  queue_to_array: ofQueue(
    "queue_to_array",
    "",
    "array",
    "The values, the front first.",
    (queue) => new RuffArray(queue.toItems()),
  ),
  Stack: maker("Stack", "A stack of the array's items (none), the bottom first.", (items) => Stack.of(items)),
  stack_push: ofStack("stack_push", "+value", "stack", "The stack with the value on top.", (stack, value) =>
    stack.with(value),
  ),
  stack_pop: ofStack(
    "stack_pop",
    "",
    "array",
    "`[stack without its top, the top]`; null if it is empty.",
    (stack) => new RuffArray([stack.rest(), stack.top]),
  ),
  stack_peek: ofStack("stack_peek", "", "any", "The top; null if the stack is empty.", (stack) => stack.top),
  stack_size: sizeRow("Stack", isStack),
  stack_is_empty: ofStack(
    "stack_is_empty",
    "",
    "bool",
    "Whether the stack is empty.",
    (stack) => stack.size === 0,
  ),
  stack_to_array: ofStack(
    "stack_to_array",
    "",
    "array",
    "The values, the bottom first.",
    (stack) => new RuffArray(stack.toItems()),
  ),
};
