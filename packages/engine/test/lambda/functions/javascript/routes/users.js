exports.list = async () => ['ann'];
