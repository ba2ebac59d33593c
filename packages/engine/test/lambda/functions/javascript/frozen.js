let ticked = false;
let onTick = () => {};
exports.handler = async ({ untilTick }) => {
  if (!untilTick) {
    setTimeout(() => {
      ticked = true;
      onTick();
    }, 200);
  } else if (!ticked) await new Promise((resolve) => (onTick = resolve));
  return { pid: process.pid, ticked };
};
