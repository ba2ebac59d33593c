const line = 'x'.repeat(1023);
for (let count = 0; count < 8192; count += 1) console.log(line);
exports.handler = async () => 1;
